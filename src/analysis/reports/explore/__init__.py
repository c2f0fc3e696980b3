"""What an analyst does in JupyterLab: choose, see a table, a chart and the cells behind; look at a workbook."""
