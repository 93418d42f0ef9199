"""The parts that were laid out before: bounded, and lost rather than wrong."""

from eventreg.documents.part_cache import PartCache


def test_a_cache_keeps_to_its_bounds(tmp_path):
    cache = PartCache(tmp_path / "parts", most_bytes=3000)
    for number in range(60):
        cache.put(f"{number:02}" * 32, {"pages": 1}, [b"x" * 500])
    cache.trim(now=0)

    left = sum(file.stat().st_size for file in (tmp_path / "parts").rglob("*") if file.is_file())
    assert 0 < left <= 3000


def test_a_part_that_was_cut_short_counts_as_lost(tmp_path):
    cache = PartCache(tmp_path / "parts")
    cache.put("ab" * 32, {"pages": 1}, [b"x" * 500])
    (file,) = (tmp_path / "parts").glob("*/*")
    file.write_bytes(file.read_bytes()[:100])

    assert cache.get("ab" * 32) is None


def test_an_emptied_cache_holds_nothing(tmp_path):
    cache = PartCache(tmp_path / "parts")
    cache.put("ab" * 32, {"pages": 1}, [b"x"])
    cache.clear()

    assert cache.get("ab" * 32) is None
