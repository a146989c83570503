# squall: run `make` for what each word does.

SHELL := /bin/bash
SWIFT ?= swift
SOURCES := Package.swift Sources Tests

.PHONY: help lint format test

help:
	@echo "make test    runs every test"
	@echo "make lint    checks format and style"
	@echo "make format  rewrites the sources in the project's format"

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

test:
	$(SWIFT) test
