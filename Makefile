# squall: run `make` for what each word does.

SHELL := /bin/bash
SWIFT ?= swift
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
RELEASE := -c release --static-swift-stdlib
# The tests that start the program start this one, as users get it.
PROGRAM = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/squall

.PHONY: help run build test fuzz simulate coverage bench pictures lint format

help:
	@echo "make run     installs what is missing, builds, and opens a copy of the order process"
	@echo "make test    installs what the tests need and runs every test"
	@echo "make build   builds the program for release, with the Swift library in it"
	@echo "make fuzz    feeds every reader with bytes by chance, two million times each"
	@echo "make simulate runs 2,000 live workshops by chance"
	@echo "make coverage runs the tests of store and readers and prints which part of their lines they reach"
	@echo "make bench   measures squall beside the same work in C++ and Python"
	@echo "make pictures takes the README's picture of the page for phones anew"
	@echo "make lint    checks format, style and the imports between targets"
	@echo "make format  rewrites the sources in the project's format"

run:
	@echo "1. packages that are missing are installed  2. squall is built, in two to four minutes"
	@echo "3. a copy of Sessions/order-process.json is opened: ? helps, Q leaves"
	@$(MAKE) --no-print-directory build
	@.ci/open-sample $(PROGRAM)

build:
	@.ci/prepare build
	$(SWIFT) build $(RELEASE) --product squall

test: build
	@.ci/prepare test
	SWIFT_BACKTRACE=enable=no SQUALL_PROGRAM=$(PROGRAM) \
	  $(SWIFT) test --explicit-target-dependency-import-check error
	@.ci/simulate
	@.ci/fuzz

fuzz:
	@.ci/fuzz 2000000

simulate:
	@.ci/simulate

coverage:
	@.ci/coverage

bench:
	@.ci/bench
	@.ci/bench live

pictures: build
	@.ci/prepare test
	@.ci/phone-picture $(PROGRAM)

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)
	@.ci/tidy

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)
