"""Times the pages of the real server on a long diary: `make bench`. No part of the product."""
