package site

// scores are the strips of a row's scores; none while no dataset of scores refers to it.
func (p *planner) scores(v *ProfilePage) []*Figure { return nil }
