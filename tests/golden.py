"""Write the golden reductions of the clean tables anew: `python -m tests.golden`, then read the diff."""

from tests.test_registry import CLEAN, GOLDEN, reduction

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in CLEAN:
        (GOLDEN / f"{name}.txt").write_text(reduction(name), encoding="utf-8")
    print(f"{len(CLEAN)} files in {GOLDEN.name}; git diff shows what changed")
