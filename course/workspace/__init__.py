"""What ``course open`` lays out and starts: the learner's folder, its notebooks, and a JupyterLab set up for a clerk."""
