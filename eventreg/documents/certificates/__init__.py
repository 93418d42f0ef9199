"""Certificates as papers and pages: for organisers, for their people, for anybody shown one."""
