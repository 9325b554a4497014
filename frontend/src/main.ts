/** Comfort only: every page works without this script. */
import { rememberBands } from "./bands";
import { filterCards } from "./filter";
import { keys } from "./keys";
import { warnBeforeLeaving } from "./leave";

filterCards();
rememberBands();
warnBeforeLeaving();
keys();
