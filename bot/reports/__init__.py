"""What is printed or exported: assessments, lists, the interview as a diagram and as a script. No I/O."""
