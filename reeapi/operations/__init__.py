"""What an operator needs beside the service itself: backups that are proved, and a look at what is wrong."""
