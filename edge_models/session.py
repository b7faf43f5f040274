"""An ONNX graph opened for the device: on one thread, on the processor."""

from pathlib import Path

import onnxruntime as ort

from edge_models.errors import BundleError


def open_session(path: Path, *, unpack: bool = False) -> ort.InferenceSession:
    """`unpack` turns 8-bit weights into floats once, on loading, instead of at each run: faster for a small
    graph, and what is left as bytes may be multiplied by inputs in 8 bits, which differs by processor.

    Raises `BundleError` where the graph cannot be loaded."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # two were measured much slower on a busy device
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if unpack:
        options.add_session_config_entry("session.disable_quant_qdq", "1")
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as err:  # onnxruntime raises classes of its own that share no base but Exception
        raise BundleError(f"{path}: the graph cannot be loaded ({err}).") from err
