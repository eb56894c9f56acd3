"""A lesson made audible, offline: voices, levels, timeline, files. Nothing heavy is loaded until something speaks."""
