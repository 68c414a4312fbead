// Behaviour that all pages share.
"use strict";
