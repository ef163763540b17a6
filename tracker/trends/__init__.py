"""What the trends show: series over the steps of a range as charts, drawings, tables and sentences."""
