from tests.importers.files import upload

__all__ = ["upload"]
