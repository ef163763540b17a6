import io
import zipfile

from bench.download import rows_in

TWO_ROWS = b"\xef\xbb\xbfdate,pain\r\n1,2\r\n3,4\r\n"


def test_rows_are_counted_without_headers_in_a_file_and_in_a_zip_of_files():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", TWO_ROWS)
        archive.writestr("b.csv", TWO_ROWS)
        archive.writestr("README.txt", b"one\r\ntwo\r\nthree\r\n")
    assert rows_in(TWO_ROWS) == 2
    assert rows_in(packed.getvalue()) == 4
