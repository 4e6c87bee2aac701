return await ReliTalk.Cli.CommandLine.RunAsync(args);
