"""What is kept of learning: learners, progress, and what a person has chosen."""

from storage.learning.forgetting import forget

__all__ = ["forget"]
