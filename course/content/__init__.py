"""What the course says, as data: YAML files with permanent ids, both languages side by side, read as strict models."""

from course.content.library import Library, library, module_of, modules
from course.content.text import LANGUAGES, Lang, Text, localise

__all__ = ["LANGUAGES", "Lang", "Library", "Text", "library", "localise", "module_of", "modules"]
