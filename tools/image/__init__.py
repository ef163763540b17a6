"""Carries out the Dockerfile where no container engine runs, and starts what it made: `make image-check`.

What is real: every instruction, read from the Dockerfile itself and carried out in its order and at its paths, in a
root of its own (mount namespace, overlay, chroot), with the files that .dockerignore lets through; then migration,
server and worker as compose.yaml starts them, as the image's user, without capabilities, on a root that is read-only
but for /data and /tmp, against a real PostgreSQL.

What is not: the base image. This machine's own root stands in for it, without its Node.js; so versions of Debian and
Python, and what lacks in the slim image, are not tried. Nor are layers, the network between services, limits of memory
and processes, seccomp, and PostgreSQL's own container.
"""
