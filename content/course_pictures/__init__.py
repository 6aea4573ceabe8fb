"""One picture a course, in one style: drawn by `python -m scripts.pictures update`."""
