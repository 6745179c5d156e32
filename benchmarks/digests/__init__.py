"""How long a Monday morning takes: a thousand channels whose digests fall due at one minute."""
