# squall: run `make` for what each word does.

SHELL := /bin/bash
SWIFT ?= swift
SOURCES := Package.swift Sources Tests
RELEASE := -c release --static-swift-stdlib
# The tests that start the program start this one, as users get it.
PROGRAM = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/squall

.PHONY: help lint format build test

help:
	@echo "make build   builds the program for release"
	@echo "make test    installs what the tests need and runs every test"
	@echo "make lint    checks format, style and the imports between targets"
	@echo "make format  rewrites the sources in the project's format"

build:
	@.ci/prepare build
	$(SWIFT) build $(RELEASE) --product squall

test: build
	@.ci/prepare test
	SWIFT_BACKTRACE=enable=no SQUALL_PROGRAM=$(PROGRAM) \
	  $(SWIFT) test --explicit-target-dependency-import-check error

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)
	@.ci/tidy

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)
