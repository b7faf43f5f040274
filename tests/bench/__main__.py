"""`python -m tests.bench [PART …]`: measure everything, or the parts named (the files test_<part>_*.py)."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def main(parts: list[str]) -> int:
    files = sorted(file for part in parts or [""] for file in HERE.glob(f"test_{part}*.py"))
    if not files:
        known = sorted(file.stem for file in HERE.glob("test_*.py"))
        print(f"nothing measures {', '.join(parts)}; there is: {', '.join(known)}")
        return 2
    return pytest.main(["-m", "bench", "-p", "no:cacheprovider", *map(str, files)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
