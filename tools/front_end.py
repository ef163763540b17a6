"""Copies the few third-party files that the browser and the PDF need out of node_modules. None is committed."""

from tools.steps import BUILD, NODE_MODULES, SetupError, copy

# Chart.js' map stands beside it because the script names it, and collecting static files follows that name.
BROWSER = {
    "chart.js/dist/chart.umd.min.js": "chart.umd.min.js",
    "chart.js/dist/chart.umd.min.js.map": "chart.umd.min.js.map",
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
        "atkinson-hyperlegible-next-latin.woff2"
    ),
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": (
        "atkinson-hyperlegible-next-latin-ext.woff2"
    ),
}
# The PDF takes neither woff2 nor variable fonts: the same typeface again, one file a weight.
PRINT = {
    "@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf": "regular.ttf",
    "@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf": "bold.ttf",
}
# What is copied, and where it goes below build/.
FILES = {source: f"static/vendor/{name}" for source, name in BROWSER.items()} | {
    source: f"fonts/{name}" for source, name in PRINT.items()
}


def build() -> None:
    for source, target in FILES.items():
        path = NODE_MODULES / source
        if not path.is_file():
            raise SetupError(f"The front-end packages lack {source}. Remove node_modules and run make again.")
        copy(path, BUILD / target)


def outputs() -> list[str]:
    return list(FILES.values())
