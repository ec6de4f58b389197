/* A page that has moved: go on to the new address with the anchor of the old one. */
"use strict";
location.replace(document.getElementById("moved").href + location.hash);
