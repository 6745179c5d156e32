"""The days that words name: point_words.py (Q3 2026), relative.py (last quarter), ranges.py (3 to 14 March)."""
