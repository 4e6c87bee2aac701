using ReliTalk.Learning.Tests.Optimisation;

// Started by a test as its own process: see ChildTraining.
return args is ["train", var folder, var steps] ? ChildTraining.Run(folder, int.Parse(steps, System.Globalization.CultureInfo.InvariantCulture)) : 2;
