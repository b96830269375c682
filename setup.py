"""The one thing that pyproject.toml cannot say yet: an extension that an install can do without.

Without a compiler the install goes on, and numpy does the same work with equal results. One wheel per
platform serves every Python from 3.11 on.
"""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "compare.kernels._compiled",
            sources=["compare/kernels/kernels.c"],
            extra_compile_args=["-O3"],
            py_limited_api=True,
            optional=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
