"""The round report as one HTML file: components, the notebook that orders them, its run and its export."""
