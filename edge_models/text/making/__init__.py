"""Build the text encoder's files at headquarters: from published weights to a pruned, 4-bit graph.

Needs the extras `training` (onnx) and `text` (the weights, word lists).
"""
