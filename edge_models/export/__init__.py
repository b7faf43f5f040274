"""From a trained model to a bundle that a device accepts."""
