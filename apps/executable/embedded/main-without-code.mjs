// The package as npm installs it: V8's code is kept in a folder of the user, from the first start on.
import './bin/run.js';
