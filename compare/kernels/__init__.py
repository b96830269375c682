"""Compiled inner loops, where a compiler was at hand when the package was installed.

`library()` is None elsewhere, and whoever asks works with numpy alone: the results are equal, bit for bit.
The environment variable TAWATUR_PLAIN, set to anything, asks for numpy alone.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

_POINTER = ctypes.c_void_p
_INT, _LONG, _KEY = ctypes.c_int, ctypes.c_int64, ctypes.c_uint64
_SIGNATURES = {
    "tawatur_words": (
        _LONG,
        (_POINTER, _LONG, _POINTER, _POINTER, _LONG, _POINTER, _POINTER, _KEY, _KEY, *[_POINTER] * 3, _LONG),
    ),
    "tawatur_entries": (
        _LONG,
        (_POINTER, _POINTER, _LONG, _KEY, _INT, _INT, _POINTER, _KEY, _INT, *[_POINTER] * 3),
    ),
    "tawatur_shared": (
        _INT,
        (*[_POINTER] * 5, _LONG, _POINTER, ctypes.c_uint32, _INT, _POINTER, _KEY, ctypes.c_double, _POINTER),
    ),
}


@cache
def library() -> ctypes.CDLL | None:
    """The compiled functions, or None."""
    if os.environ.get("TAWATUR_PLAIN"):
        return None
    found = find_spec("compare.kernels._compiled")
    if found is None or found.origin is None:
        return None
    try:
        loaded = ctypes.CDLL(found.origin)
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(loaded, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError):  # built for another machine, or by another version
        return None
    return loaded


def pointer(array: npt.NDArray[np.generic]) -> int:
    """Where an array's numbers stand; it has to be contiguous and to live until the call is over."""
    if not array.flags.c_contiguous:
        raise ValueError("a compiled function needs a contiguous array")
    return array.ctypes.data
