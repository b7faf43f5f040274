"""Put what was measured into a bundle: its card, its manifest, and the report as a file."""

import json
from pathlib import Path
from typing import Any

from edge_models.export.bundle import file_entry
from edge_models.export.card import with_measured
from edge_models.runtime.bundle import CARD, MANIFEST, read_manifest, verify_files

REPORT = "report.html"


def add_measurements(bundle: Path, markdown: str, metrics: dict[str, Any], html: str) -> None:
    """Rewrite the card's "Measured", add the report, and seal the manifest again.

    Raises `BundleError` for a bundle that does not hold what its manifest says.
    """
    manifest = read_manifest(bundle)
    verify_files(bundle, manifest)
    card = bundle / CARD
    card.write_text(with_measured(card.read_text(encoding="utf-8"), markdown), encoding="utf-8")
    (bundle / REPORT).write_text(html, encoding="utf-8")
    raw = manifest.raw
    raw["metrics"] = raw.get("metrics", {}) | metrics
    raw.setdefault("origin", {})["measured"] = markdown
    for name in (CARD, REPORT):
        raw["files"][name] = file_entry(bundle / name)
    building = bundle / (MANIFEST + ".part")
    building.write_text(json.dumps(raw, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    building.replace(bundle / MANIFEST)
