"""Stage 6: a typed package becomes a folder with CSVs and datapackage.json, validated before it is published."""
