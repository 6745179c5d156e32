"""The bot under attack: who gets in, what swapped ids reach, what typed words do."""
