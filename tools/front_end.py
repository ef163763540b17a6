"""Copies the few third-party files that the browser needs out of node_modules. None of them is committed."""

from tools.steps import BUILD, NODE_MODULES, SetupError, copy

VENDOR = BUILD / "static" / "vendor"

# Chart.js' map stands beside it because the script names it, and collecting static files follows that name.
FILES = {
    "chart.js/dist/chart.umd.min.js": "chart.umd.min.js",
    "chart.js/dist/chart.umd.min.js.map": "chart.umd.min.js.map",
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
        "atkinson-hyperlegible-next-latin.woff2"
    ),
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": (
        "atkinson-hyperlegible-next-latin-ext.woff2"
    ),
}


def build() -> None:
    for source, target in FILES.items():
        path = NODE_MODULES / source
        if not path.is_file():
            raise SetupError(f"The front-end packages lack {source}. Remove node_modules and run make again.")
        copy(path, VENDOR / target)


def outputs() -> list[str]:
    return [f"static/vendor/{name}" for name in FILES.values()]
