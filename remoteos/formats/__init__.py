"""What crosses the border: renderers, importers, exporters."""
