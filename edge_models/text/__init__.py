"""Product texts as vectors, in English and Chinese: the encoder, similar products, new products.

Modules here run on the device (numpy, onnxruntime, tokenizers); `making` builds their files at headquarters.
"""

from edge_models.text.encoder import DIMENSION, Role, TextEncoder

__all__ = ["DIMENSION", "Role", "TextEncoder"]
