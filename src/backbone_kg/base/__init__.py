"""What every room uses: names, dates, cells, findings, errors, files, words of sentences."""
