"""Alto's files as pandas reads them, without our importer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from storage.sample_crm import Manifest

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Sample:
    folder: Path
    manifest: Manifest

    def texts(self, file: str) -> pd.DataFrame:
        """Every cell as written, one row per line."""
        erp = file in {"commandes.csv", "contrats.csv"}
        style = {"sep": ";", "encoding": "cp1252"} if erp else {"sep": ",", "encoding": "utf-8-sig"}
        return pd.read_csv(self.folder / file, dtype=str, keep_default_na=False, **style)

    def clean(self, file: str, **dates: str) -> pd.DataFrame:
        """Rows once, cells trimmed, the named columns as days; what cannot be read becomes empty."""
        table = self.texts(file).drop_duplicates().apply(lambda column: column.str.strip())
        for name, form in dates.items():
            table[name] = pd.to_datetime(table[name], format=form, errors="coerce")
        return table
