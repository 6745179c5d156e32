"""What the assistant remembers: operational records, CRM facts, imports. The only package that opens databases."""
