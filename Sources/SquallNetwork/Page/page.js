document.getElementById("door").hidden = false;
