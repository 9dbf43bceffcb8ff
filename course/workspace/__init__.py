"""What ``course open`` lays out and starts: the learner's folder, its notebooks, a JupyterLab set up for a clerk."""
