#!/bin/bash
cp /solution/{{ source_name }} {{ program }}
