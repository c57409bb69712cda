// Every page is complete without this. It adds a theme switch, copy buttons and the
// tools of the tables.
import { copyButtons } from "./copy";
import { searchKey } from "./key";
import { tables } from "./table/table";
import { themeSwitch } from "./theme";

themeSwitch();
copyButtons();
searchKey();
tables();
