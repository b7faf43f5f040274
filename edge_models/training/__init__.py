"""Making recommenders: tables from purchases, a teacher, a distilled student. Runs at headquarters."""
