Console.WriteLine("relitalk");
