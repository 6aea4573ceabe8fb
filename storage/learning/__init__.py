"""What is kept of learning: learners, progress, and what a person has chosen."""
