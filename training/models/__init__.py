"""Models of training."""

from training.models.session import TrainingSeat, TrainingSession

__all__ = ["TrainingSeat", "TrainingSession"]
