"""How static files are stored: compressed, named by their content, with JavaScript modules rewritten too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites `import "./x.js"` inside our ES modules to the hashed names."""

    support_js_module_import_aggregation = True
